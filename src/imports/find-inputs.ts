import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { InputFile } from '../formats/format.ts';
import { recogniseFormat } from '../formats/index.ts';

/**
 * The inputs that a path of this machine stands for, in the order of their names. A file is one, and so is a folder whose files are of
 * one format, or a package of several that belong together. Of any other folder each file is an input of its own. Folders inside a
 * folder are looked into in the same way; names that begin with a dot are passed over. What is not there is left to whoever opens it.
 */
export async function findInputs(path: string): Promise<string[]> {
  const entry = await stat(path).catch(() => null);
  if (!entry?.isDirectory()) return [path];
  const inside = await readInside(path);
  const files = inside.filter(({ isFolder }) => !isFolder).map((each) => each.path);
  const folders = inside.filter(({ isFolder }) => isFolder).map((each) => each.path);
  const nested = (await Promise.all(folders.map(findInputs))).flat();
  if (files.length === 0) return nested.length > 0 ? nested : [path];
  return [...((await isOneInput(path, files)) ? [path] : files), ...nested];
}

async function readInside(folder: string): Promise<{ readonly path: string; readonly isFolder: boolean }[]> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const entry = await stat(path).catch(() => null);
      return { path, isFolder: entry?.isDirectory() === true };
    }),
  );
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
