/** Text of large files, piece by piece; about the given number of bytes. The same each time. */

const PROVIDERS = 500;
const SKILLS = 5_000;
const LOREM =
  'Learners plan, prepare and carry out the work under supervision, keep records of it and hand it over. '.repeat(4);

function uuidOf(kind: number, index: number): string {
  return `0000000${kind}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;
}

const nodeUri = (kind: number, index: number) => `https://registry.example/resources/ce-${uuidOf(kind, index)}`;

/** Organisations, then a learning opportunity and a credential that asks for it, again and again. */
export function* ctdl(bytes: number): Generator<string> {
  yield '{"@context":"https://credreg.net/ctdl/schema/context/json","@id":"https://registry.example/graph/all","@graph":[\n';
  for (let index = 0; index < PROVIDERS; index++) {
    yield `${JSON.stringify({
      '@type': 'ceterms:CredentialOrganization',
      '@id': nodeUri(1, index),
      'ceterms:ctid': `ce-${uuidOf(1, index)}`,
      'ceterms:name': { 'en-CA': `College ${index}` },
      'ceterms:subjectWebpage': `https://college-${index}.example`,
    })},\n`;
  }
  let written = 0;
  for (let index = 0; written < bytes; index++) {
    const common = (kind: number, type: string) => ({
      '@type': type,
      '@id': nodeUri(kind, index),
      'ceterms:ctid': `ce-${uuidOf(kind, index)}`,
      'ceterms:name': { 'en-CA': `Award ${index}`, 'fr-CA': `Attestation ${index}` },
      'ceterms:description': { 'en-CA': LOREM },
      'ceterms:subjectWebpage': `https://college-${index % PROVIDERS}.example/${kind}/${index}`,
      'ceterms:ownedBy': [nodeUri(1, index % PROVIDERS)],
      'ceterms:estimatedDuration': [{ '@type': 'ceterms:DurationProfile', 'ceterms:exactDuration': 'PT30H' }],
    });
    const teaches = [0, 1, 2].map((offset) => ({
      '@type': 'ceterms:CredentialAlignmentObject',
      'ceterms:targetNode': `https://skills.example/${(index * 7 + offset) % SKILLS}`,
      'ceterms:targetNodeName': { 'en-CA': `skill ${(index * 7 + offset) % SKILLS}` },
    }));
    const pair = [
      { ...common(2, 'ceterms:LearningOpportunityProfile'), 'ceterms:teaches': teaches },
      {
        ...common(3, 'ceterms:MicroCredential'),
        'ceterms:requires': [
          { '@type': 'ceterms:ConditionProfile', 'ceterms:targetLearningOpportunity': [nodeUri(2, index)] },
        ],
      },
    ];
    const text = pair.map((node) => JSON.stringify(node)).join(',\n');
    yield written === 0 ? text : `,\n${text}`;
    written += text.length + 2;
  }
  yield '\n]}\n';
}

/** A row a credential, each provider's among those of the others. */
export function* catalogueCsv(bytes: number): Generator<string> {
  yield 'provider_id,provider_name_en,credential_id,title_en,title_fr,description_en,total_hours,cost,skills_taught\n';
  let written = 0;
  for (let index = 0; written < bytes; index++) {
    const of = index % PROVIDERS;
    const skills = [0, 1, 2].map((offset) => `https://skills.example/${(index * 7 + offset) % SKILLS}`).join(';');
    const row = `college-${of},College ${of},award-${index},Award ${index},Attestation ${index},"${LOREM}",30,325.00,${skills}\n`;
    yield row;
    written += row.length;
  }
}
