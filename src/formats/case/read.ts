import type { Format, Input, InputFault, InputFile } from '../format.ts';
import { headOf } from '../head-of.ts';
import { openJson } from '../json-file.ts';
import { reportMissingFiles } from '../report-missing-files.ts';
import { readDocumentList } from './read-list.ts';
import { readPackage } from './read-package.ts';

/** How much of a file is looked at to tell what it is. */

const PACKAGE = /"CF(?:Document|Items|Associations)"\s*:/u;
const LIST = /"CFDocuments"\s*:/u;
const DOCUMENT = /\/CFDocuments\//u;
/** OpenCASE stores packages in a shape of its own beside the official one. */
const HOUSE_SHAPE =
  /"sourcedId"\s*:[\s\S]*"(?:items|associations)"\s*:|"(?:items|associations)"\s*:[\s\S]*"sourcedId"\s*:/u;

type Shape = 'PACKAGE' | 'LIST' | 'BARE_LIST' | 'HOUSE_SHAPE' | null;

/** CASE packages and document lists: one file, or several in a folder. */
export const caseFormat: Format = {
  name: 'case',
  label: 'CASE 1.0 and 1.1, CFPackage and CFDocument list (1EdTech)',
  version: 1,

  async recognises(input) {
    for (const file of input.files) if ((await shapeOf(file)) !== null) return true;
    return false;
  },

  async check(input) {
    const faults: InputFault[] = [];
    let found = 0;
    for (const file of input.files) {
      const shape = await shapeOf(file);
      if (shape !== null) found += 1;
      if (shape !== 'HOUSE_SHAPE') continue;
      const message =
        'is in the storage shape of OpenCASE (sourcedId, items, associations); export it as CASE, from /ims/case/v1p1/CFPackages';
      faults.push({ code: 'FORMAT_UNRECOGNISED', place: { file: file.name }, message });
    }
    if (found > 0) return faults;
    const message = 'holds neither a CFPackage nor a list of CFDocuments; name a file that has a CFDocument';
    return [{ code: 'FORMAT_UNRECOGNISED', place: { file: input.name }, message }];
  },

  // A list of documents states kinds of its own, which are never complete: it leaves out what is not public.
  complete: () => [
    ...['CFDocument', 'CFItem', 'CFAssociation', 'CFDefinitions', 'CFRubric', 'CFRubricCriterion', 'extensions'],
    'skill-relation',
  ],

  async *read(input, report) {
    reportMissingFiles(input, report);
    const met = new Set<string>();
    for (const file of input.files) {
      const shape = await shapeOf(file);
      if (shape === null || shape === 'HOUSE_SHAPE') continue;
      const json = await openJson(file);
      if (shape === 'LIST') yield* readDocumentList(json, '$.CFDocuments.*', report, met);
      else if (shape === 'BARE_LIST') yield* readDocumentList(json, '$.*', report, met);
      else yield* readPackage(json, saidOf(input), report, met);
    }
  },
};

/** What the owner says of the framework counts where the input is one. */
function saidOf({ framework, frameworkVersion, files }: Input) {
  if (files.length > 1) return {};
  return {
    ...(framework !== undefined && { framework }),
    ...(frameworkVersion !== undefined && { frameworkVersion }),
  };
}

async function shapeOf(file: InputFile): Promise<Shape> {
  const head = await headOf(file);
  if (!/^\uFEFF?\s*[[{]/u.test(head)) return null;
  if (PACKAGE.test(head)) return 'PACKAGE';
  if (LIST.test(head)) return 'LIST';
  if (/^\uFEFF?\s*\[/u.test(head) && DOCUMENT.test(head)) return 'BARE_LIST';
  return HOUSE_SHAPE.test(head) ? 'HOUSE_SHAPE' : null;
}
