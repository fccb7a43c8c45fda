import type { Input, InputFault } from './format.ts';

/** The fault of an input of JSON documents that holds no file. */
export function faultsOfEmpty(input: Input): InputFault[] {
  if (input.files.length > 0) return [];
  const message = 'the folder holds no file; name a JSON file or a folder of them';
  return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
}
