import type { Input, Report } from './format.ts';

/** Says which files the input names and could not be opened: what only they state is not known to be gone. */
export function reportMissingFiles({ missing = [] }: Input, report: Report): void {
  for (const file of missing) {
    const message = 'is a link to nothing, so what only it states was not imported; mend the link or remove it';
    report({ severity: 'WARNING', code: 'FILE_MISSING', place: { file }, message });
  }
}
