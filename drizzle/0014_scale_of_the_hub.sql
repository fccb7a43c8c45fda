-- A scale for whoever states a level where the framework brings none of its own.
WITH scale AS (
  INSERT INTO level_scale (uri, name)
  VALUES ('urn:tessera:scale:proficiency', '{"en": "Proficiency", "fr": "Niveau de maîtrise"}') RETURNING id
)
INSERT INTO level (scale_id, rank, name, uri)
SELECT scale.id, stated.rank, stated.name::jsonb, 'urn:tessera:scale:proficiency:' || stated.rank
FROM scale, (VALUES
  (1, '{"en": "Beginner: follows instructions", "fr": "Débutant : suit des consignes"}'),
  (2, '{"en": "Practised: does usual tasks alone", "fr": "Exercé : accomplit seul les tâches courantes"}'),
  (3, '{"en": "Proficient: solves what is new", "fr": "Compétent : résout ce qui est nouveau"}'),
  (4, '{"en": "Expert: guides others", "fr": "Expert : guide les autres"}')
) AS stated (rank, name);
