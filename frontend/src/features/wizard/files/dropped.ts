/** A file that somebody dropped or chose, and where it lies in the folder that was dropped. */
export interface Dropped {
  /** With forward slashes; the name alone where no folder was dropped. */
  path: string;
  file: File;
}

/** Files that systems leave behind, and what is hidden: nobody meant to send them. */
const LEFT_BEHIND = new Set(['thumbs.db', 'desktop.ini', '__macosx']);

const isMeant = ({ path }: Dropped) =>
  path.split('/').every((part) => !part.startsWith('.') && !LEFT_BEHIND.has(part.toLowerCase()));

/** The files of a drop or a choice, in the order of their paths. */
export function droppedFiles(files: readonly File[]): Dropped[] {
  return files
    .map((file) => ({ path: pathOf(file), file }))
    .filter(isMeant)
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** A drop of folders names paths in `path`, a chosen folder in `webkitRelativePath`. */
function pathOf(file: File & { path?: string }): string {
  const path = [file.webkitRelativePath, file.path, file.name].find(Boolean) ?? '';
  return path.replace(/^\.?\/+/, '');
}

export const endingOf = (path: string) => /\.([^./]+)$/.exec(path.toLowerCase())?.[1] ?? '';

export const folderOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '');
