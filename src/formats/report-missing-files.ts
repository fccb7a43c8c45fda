import type { Input, Report } from './format.ts';

/** Says which files the input names and could not be opened: what only they state is not known to be gone. */
export function reportMissingFiles({ missing = [] }: Input, report: Report): void {
  for (const file of missing) {
    const message = 'is a link to nothing, so what only it states was not imported; mend the link or remove it';
    report({ severity: 'WARNING', code: 'FILE_MISSING', place: { file }, message });
  }
}

/** Says that a file lies in the folder which the format cannot read anything from. */
export function reportUnreadFile(file: string, expected: string, report: Report): void {
  const message = `is not ${expected}; nothing of it was imported`;
  report({ severity: 'WARNING', code: 'FILE_UNREAD', place: { file }, message });
}
