/** Text of a JSON-LD document with one graph, a node a line, made as the nodes come. */
export async function* graphText(context: unknown, nodes: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield `{"@context":${JSON.stringify(context)},"@graph":[`;
  let isFirst = true;
  for await (const node of nodes) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(node)}`;
    isFirst = false;
  }
  yield '\n]}\n';
}
