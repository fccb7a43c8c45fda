// Baseline: Mercurius with its JIT over the hub's tables, as somebody would write it by hand who needs these fields only:
// one DataLoader an edge, only the columns asked for, the same driver. It knows no rights, no limits and no languages.
import DataLoader from 'dataloader';
import fastify from 'fastify';
import mercurius from 'mercurius';
import postgres from 'postgres';

const [databaseUrl, pool] = process.argv.slice(2);
const sql = postgres(databaseUrl, { max: Number(pool), fetch_types: false, prepare: true });

const schema = `
  type Organization { uri: String! name: String! }
  type Skill { uri: String! label: String! }
  type CredentialSkill { relation: String! statement: String! skill: Skill }
  type Credential {
    uri: String! type: String! status: String! name: String! costCents: Int totalHours: Float
    provider: Organization! skills: [CredentialSkill!]!
  }
  enum CredentialOrder { ID COST }
  enum DeliveryMode { FACE_TO_FACE ONLINE_SYNC ONLINE_ASYNC HYBRID WORKPLACE }
  input CredentialFilter { maxCostCents: Int deliveryModes: [DeliveryMode!] }
  type CredentialConnection { nodes: [Credential!]! totalCount: Int! }
  type Query {
    credentials(first: Int! = 20, orderBy: CredentialOrder, filter: CredentialFilter): CredentialConnection!
    credential(uri: String!): Credential
  }
`;

const columns = sql`id, provider_id, uri, type, status, name ->> 'en' as name, cost_cents as "costCents", total_hours as "totalHours"`;
const matching = (filter) => sql`
  ${filter?.maxCostCents == null ? sql`true` : sql`cost_cents <= ${filter.maxCostCents}`}
  and ${filter?.deliveryModes == null ? sql`true` : sql`delivery_mode in ${sql(filter.deliveryModes)}`}`;

const loadersOf = () => ({
  provider: new DataLoader(async (ids) => {
    const rows = await sql`select id, uri, name ->> 'en' as name from organization where id in ${sql(ids)}`;
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id));
  }),
  skills: new DataLoader(async (ids) => {
    const rows = await sql`
      select credential_id, relation, statement, skill.uri, skill.labels ->> 'en' as label
      from credential_skill edge left join skill on skill.id = edge.skill_id
      where credential_id in ${sql(ids)} order by credential_id, relation, edge.id`;
    const found = new Map(ids.map((id) => [id, []]));
    for (const { credential_id: id, relation, statement, uri, label } of rows) {
      found.get(id).push({ relation, statement, skill: uri === null ? null : { uri, label } });
    }
    return ids.map((id) => found.get(id));
  }),
});

const resolvers = {
  Query: {
    async credentials(_root, { first, orderBy, filter }) {
      const order = orderBy === 'COST' ? sql`cost_cents asc nulls last, id` : sql`id`;
      const nodes =
        await sql`select ${columns} from credential where ${matching(filter)} order by ${order} limit ${first}`;
      return { nodes, filter };
    },
    credential: async (_root, { uri }) => (await sql`select ${columns} from credential where uri = ${uri}`)[0] ?? null,
  },
  CredentialConnection: {
    totalCount: async ({ filter }) =>
      (await sql`select count(*)::int as total from credential where ${matching(filter)}`)[0].total,
  },
  Credential: {
    provider: ({ provider_id: id }, _args, { loaders }) => loaders.provider.load(id),
    skills: ({ id }, _args, { loaders }) => loaders.skills.load(id),
  },
};

const app = fastify();
await app.register(mercurius, {
  schema,
  resolvers,
  jit: 1,
  graphiql: false,
  context: () => ({ loaders: loadersOf() }),
});
await app.listen({ host: '127.0.0.1', port: 0 });
process.send({ url: `${app.listeningOrigin}/graphql` });
process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.once('disconnect', () => process.exit(0));
