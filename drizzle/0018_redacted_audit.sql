-- The audit trail stays append-only for who asks. What names a person in it goes when they are erased, and the fact stays: that
-- somebody, by a number that leads nowhere, did this then.
CREATE FUNCTION tessera_redact_audit(of_learner bigint, of_clients bigint[], of_account bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE audit_event SET detail = '{}' WHERE learner_id = of_learner AND detail <> '{}';
  UPDATE audit_event SET actor = (regexp_match(actor, '^LEARNER \d+'))[1] || ' erased', detail = '{}'
  WHERE (regexp_match(actor, '^LEARNER (\d+) '))[1]::bigint = ANY (of_clients);
  UPDATE audit_event SET detail = '{}' WHERE actor = 'LEARNER account ' || of_account;
$$;--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION tessera_redact_audit(bigint, bigint[], bigint) FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tessera_redact_audit(bigint, bigint[], bigint) TO tessera_runtime;
