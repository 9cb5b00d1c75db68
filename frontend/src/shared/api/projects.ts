import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request, requestEmpty, requestTagged } from '@/shared/api/client';
import {
  AskedFirst,
  Job,
  LabelLook,
  Overview,
  OverlapChange,
  Project,
  ProjectColumns,
  ProjectRow,
  Sources,
  Strategy,
  Upload,
} from '@/shared/api/guards.gen';
import type {
  ExportCreate,
  FileChoices,
  ImportCreate,
  LabelClassWrite,
  MoreLikeThese,
  OverlapPreview,
  Project as ProjectBody,
  ProjectWrite,
  ProjectCreate,
} from '@/shared/api/schema.gen';

const path = (id: number) => `/api/projects/${id}`;

export const projectsOptions = () =>
  queryOptions({
    queryKey: ['projects'],
    queryFn: ({ signal }) => request('GET', '/api/projects', v.array(ProjectRow), { signal }),
  });

/** A project, and its ETag. */
export type TaggedProject = ProjectBody & { etag: string };

export const projectOptions = (id: number) =>
  queryOptions({
    queryKey: ['projects', id],
    queryFn: ({ signal }) => requestTagged('GET', path(id), Project, { signal }),
  });

/** The newest files of a project with their previews, the newest first. */
export const uploadsOptions = (id: number) =>
  queryOptions({
    queryKey: ['projects', id, 'uploads'],
    queryFn: ({ signal }) => listUploads(id, signal),
  });

export const listUploads = (id: number, signal?: AbortSignal) =>
  request('GET', `${path(id)}/uploads`, v.array(Upload), { ...(signal && { signal }) });

/** Columns that can be shown beside items, and the first items with theirs. */
export const columnsOptions = (id: number) =>
  queryOptions({
    queryKey: ['projects', id, 'columns'],
    queryFn: ({ signal }) => request('GET', `${path(id)}/columns`, ProjectColumns, { signal }),
  });

/** Places of other machines from which files may be fetched. */
export const sourcesOptions = (id: number) =>
  queryOptions({
    queryKey: ['projects', id, 'sources'],
    queryFn: ({ signal }) => request('GET', `${path(id)}/sources`, Sources, { signal }),
  });

export const overviewOptions = (id: number) =>
  queryOptions({
    queryKey: ['projects', id, 'overview'],
    queryFn: ({ signal }) => request('GET', `${path(id)}/overview`, Overview, { signal }),
  });

export const strategiesOptions = () =>
  queryOptions({
    queryKey: ['strategies'],
    queryFn: ({ signal }) => request('GET', '/api/strategies', v.array(Strategy), { signal }),
    staleTime: Infinity,
  });

export const createProject = (body: ProjectCreate) => requestTagged('POST', '/api/projects', Project, { body });
/** ifMatch: as the project was when its changes were begun; left out, they count whatever it is by now. */
export const updateProject = (id: number, body: ProjectWrite, ifMatch?: string) =>
  requestTagged('PATCH', path(id), Project, { body, ifMatch });
export const deleteProject = (id: number, confirmName: string) =>
  requestEmpty('DELETE', path(id), { body: { confirm_name: confirmName } });
export const previewLabels = (id: number, labels: LabelClassWrite[], signal?: AbortSignal) =>
  request('POST', `${path(id)}/labels/preview`, v.array(LabelLook), { body: { labels }, ...(signal && { signal }) });
export const previewOverlap = (id: number, body: OverlapPreview, signal?: AbortSignal) =>
  request('POST', `${path(id)}/overlap/preview`, OverlapChange, { body, ...(signal && { signal }) });
export const startProject = (id: number) => requestTagged('POST', `${path(id)}/start`, Project);
export const pauseProject = (id: number) => requestTagged('POST', `${path(id)}/pause`, Project);

export const fetchSource = (id: number, address: string, signal: AbortSignal) =>
  request('POST', `${path(id)}/sources`, Upload, { body: { address }, signal });

/** The file once more, read in another way. */
export const lookAgain = (id: number, upload: number, body: FileChoices, signal: AbortSignal) =>
  request('POST', `${path(id)}/uploads/${upload}/preview`, Upload, { body, signal });
export const askAlike = (id: number, body: MoreLikeThese) => request('POST', `${path(id)}/alike`, AskedFirst, { body });
export const takeBackAlike = (id: number) => requestEmpty('DELETE', `${path(id)}/alike`);

export const importUpload = (id: number, body: ImportCreate) => request('POST', `${path(id)}/imports`, Job, { body });
export const exportProject = (id: number, body: ExportCreate) => request('POST', `${path(id)}/exports`, Job, { body });
