-- The UUID of what has a URI, as `identifierOf` makes it (src/formats/case/identifier.ts): so that an item is found by an index.
-- `convert_to` is only stable, since it asks for the database's encoding, which never changes.
CREATE FUNCTION tessera_identifier_of(uri text) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT CASE
    WHEN uri ~* '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN right(uri, 36)::uuid
    ELSE (
      SELECT overlay(
        versioned placing to_hex((('x' || substr(versioned, 17, 1))::bit(4)::int & 3) | 8) from 17 for 1
      )::uuid
      FROM (
        SELECT overlay(
          md5('\x6ba7b8119dad11d180b400c04fd430c8'::bytea || convert_to(uri, 'UTF8')) placing '3' from 13 for 1
        ) AS versioned
      ) AS digest)
  END
$$;
--> statement-breakpoint
CREATE INDEX skill_identifier ON skill (tessera_identifier_of(uri));
