import { folderOf, type Dropped } from '@/features/wizard/files/dropped';
import { isArchiveName, isImage, isTableName, kindOfFile } from '@/features/wizard/files/file-kind';
import type { Kind } from '@/shared/api/schema.gen';

/** What is sent as one upload: a file as it is, or several in one zip. */
export interface Bundle {
  name: string;
  size: number;
  kind: Kind;
  /** The file itself, where it is sent as it is. */
  file: File | null;
  files: readonly Dropped[];
}

/** In a data set that was saved as a folder. */
const SAVED_SET = /(^|\/)(dataset_info|dataset_dict|state)\.json$/;

/**
 * What is sent of all that was dropped: pictures with the tables and notes beside them in one zip, whose folders stay; a
 * saved data set likewise; every archive and every table alone, one after the other.
 */
export async function bundlesOf(dropped: readonly Dropped[]): Promise<Bundle[]> {
  const [first] = dropped;
  if (dropped.length === 1 && first && !(await isImage(first.path, first.file))) return [await alone(first.file)];
  const archives = dropped.filter(({ path }) => isArchiveName(path));
  const others = dropped.filter(({ path }) => !isArchiveName(path));
  const hasImages = await someImage(others);
  const isSet = others.some(({ path }) => SAVED_SET.test(path));
  const together = hasImages || isSet ? [packed(others, hasImages ? 'image' : 'text')] : [];
  const single = together.length > 0 ? [] : others.filter(isOffered);
  return [...together, ...(await Promise.all([...archives, ...single].map(({ file }) => alone(file))))];
}

/** What lies in a folder beside tables is no table; what is dropped by itself is judged by the server. */
const isOffered = ({ path }: Dropped) => folderOf(path) === '' || isTableName(path);

async function someImage(files: readonly Dropped[]): Promise<boolean> {
  for (const { path, file } of files) if (await isImage(path, file)) return true;
  return false;
}

const alone = async (file: File): Promise<Bundle> => ({
  name: file.name,
  size: file.size,
  kind: await kindOfFile(file),
  file,
  files: [],
});

/** One folder around everything says nothing; several are kept: they may be the classes. */
function packed(files: readonly Dropped[], kind: Kind): Bundle {
  const folders = new Set(files.map(({ path }) => folderOf(path)));
  const [folder = ''] = folders;
  const around = folders.size === 1 && folder !== '' ? folder : '';
  const within = (path: string) => (around === '' ? path : path.slice(around.length + 1));
  return {
    name: `${around || (kind === 'image' ? 'images' : 'dataset')}.zip`,
    size: files.reduce((sum, { file }) => sum + file.size, 0),
    kind,
    file: null,
    files: files.map(({ path, file }) => ({ path: within(path), file })),
  };
}
