import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType('Node', {
  description: 'Anything with an id of its own (Relay Global Object Identification).',
})
export abstract class NodeType {
  @Field(() => ID, { description: 'Opaque; stable for as long as the thing exists.' }) id: string;
}
