import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { InputFile } from '../formats/format.ts';
import { recogniseFormat } from '../formats/index.ts';
import { findInside } from './open-input.ts';

/**
 * The inputs that a path of this machine stands for, in the order of their names. A file is one, and so is a folder whose files are of
 * one format, or a package of several that belong together. Of any other folder each file is an input of its own. Folders inside a
 * folder are looked into in the same way; names that begin with a dot are passed over, and so are links back to a folder they lie in.
 * What is not there or may not be read is left to whoever opens it.
 */
export async function findInputs(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => null);
  return entry?.isDirectory() ? inputsIn(path, []) : [path];
}

/** @param around  real paths of the folders it lies in */
async function inputsIn(folder: string, around: readonly string[]): Promise<string[]> {
  try {
    const real = await realpath(folder);
    if (around.includes(real)) return [];
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
    const inside = (await findInside(folder, names)).map(({ path, entry }) => ({
      path,
      isFolder: entry?.isDirectory(),
    }));
    const files = inside.filter(({ isFolder }) => !isFolder).map(({ path }) => path);
    const folders = inside.filter(({ isFolder }) => isFolder).map(({ path }) => path);
    const nested = (await Promise.all(folders.map((each) => inputsIn(each, [...around, real])))).flat();
    if (files.length === 0) return nested.length > 0 ? nested : [folder];
    return [...((await isOneInput(folder, files)) ? [folder] : files), ...nested];
  } catch {
    return [folder];
  }
}

async function isOneInput(folder: string, paths: readonly string[]): Promise<boolean> {
  const files = paths.map(fileAt);
  const whole = await recogniseFormat({ name: basename(folder), files });
  if (!whole) return paths.length === 1;
  const alone = await Promise.all(files.map((file) => recogniseFormat({ name: file.name, files: [file] })));
  if (alone.every((format) => format === undefined || format === whole)) return true;
  if (!whole.isPackage) return false;
  const own = await Promise.all(files.map((file) => whole.recognises({ name: file.name, files: [file] })));
  return own.filter(Boolean).length > 1;
}

function fileAt(path: string): InputFile {
  return { name: basename(path), bytes: () => createReadStream(path) };
}
