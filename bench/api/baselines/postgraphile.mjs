// Baseline: PostGraphile 5 over the hub's tables, as its preset makes it. What a GraphQL client cannot ask of a table is given
// as its documentation says, by SQL functions: a text's English, and the search. It knows no rights and no limits.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

// PostGraphile 5 is written for Node 22; this is the one thing of it that Node 20 lacks, so that all servers run on one Node.
Promise.withResolvers ??= function () {
  let settle;
  const promise = new this((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, ...settle };
};

const [databaseUrl, pool] = process.argv.slice(2);
const preset = {
  extends: [PostGraphileAmberPreset],
  pgServices: [
    makePgService({ connectionString: databaseUrl, schemas: ['public'], poolConfig: { max: Number(pool) } }),
  ],
  grafserv: { graphqlPath: '/graphql', watch: false, graphiql: false },
  grafast: { explain: false },
};
const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/graphql` }));
process.on('message', () => process.send({ cpu: process.cpuUsage() }));
process.once('disconnect', () => process.exit(0));
