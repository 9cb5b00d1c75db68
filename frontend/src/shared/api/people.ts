import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request, requestEmpty } from '@/shared/api/client';
import { Person, PersonAdded } from '@/shared/api/guards.gen';
import type { PersonCreate, Role } from '@/shared/api/schema.gen';

const path = (project: number) => `/api/projects/${project}/people`;

export const peopleOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'people'],
    queryFn: ({ signal }) => request('GET', path(project), v.array(Person), { signal }),
  });

export const addPerson = (project: number, body: PersonCreate) => request('POST', path(project), PersonAdded, { body });
export const changeRole = (project: number, person: number, role: Role) =>
  request('PATCH', `${path(project)}/${person}`, Person, { body: { role } });
/** Somebody who was told or stopped goes on. */
export const letGoOn = (project: number, person: number, why: string) =>
  request('POST', `${path(project)}/${person}/let-go-on`, Person, { body: { why } });
export const removePerson = (project: number, person: number) => requestEmpty('DELETE', `${path(project)}/${person}`);
