-- The hub's own keys are the system's to read and write, whoever asks: an answer to a request reads them as the system or not
-- at all. Nobody deletes one, since what it signed could no longer be checked; a live one can be retired, and nothing else.
ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE signing_key FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_the_hub ON signing_key
  USING ((SELECT tessera_reader()) = 'system') WITH CHECK ((SELECT tessera_reader()) = 'system');--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON signing_key FROM tessera_runtime;--> statement-breakpoint
GRANT UPDATE (sealed, retired_at) ON signing_key TO tessera_runtime;
