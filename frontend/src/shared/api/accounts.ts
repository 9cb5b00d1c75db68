import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import { request, requestEmpty } from '@/shared/api/client';
import {
  Invitation,
  InvitationOpened,
  Invited,
  Joined,
  PasswordOwner,
  PersonPasswordMade,
  Session,
} from '@/shared/api/guards.gen';
import type {
  InvitationAccept,
  InvitationsCreate,
  OwnPassword,
  PasswordReset,
  PersonPassword,
} from '@/shared/api/schema.gen';

export type InvitationRow = v.InferOutput<typeof Invitation>;

const invitationsPath = (project: number) => `/api/projects/${project}/invitations`;

export const invitationsOptions = (project: number) =>
  queryOptions({
    queryKey: ['projects', project, 'invitations'],
    queryFn: ({ signal }) => request('GET', invitationsPath(project), v.array(Invitation), { signal }),
  });

export const invite = (project: number, body: InvitationsCreate) =>
  request('POST', invitationsPath(project), v.array(Invited), { body });
export const revokeInvitation = (project: number, invitation: number) =>
  requestEmpty('DELETE', `${invitationsPath(project)}/${invitation}`);

export const lookAtInvitation = (link: string, signal?: AbortSignal) =>
  request('POST', '/api/invitations/look', InvitationOpened, { body: { link }, ...(signal && { signal }) });
export const acceptInvitation = (body: InvitationAccept) => request('POST', '/api/invitations', Session, { body });
export const joinByInvitation = (link: string) => request('POST', '/api/invitations/join', Joined, { body: { link } });

export const changePassword = (body: OwnPassword) => request('POST', '/api/session/password', Session, { body });
export const ownerOfLink = (link: string, signal?: AbortSignal) =>
  request('POST', '/api/session/reset/look', PasswordOwner, { body: { link }, ...(signal && { signal }) });
export const resetPassword = (body: PasswordReset) => request('POST', '/api/session/reset', Session, { body });
export const newPasswordFor = (project: number, person: number, by: PersonPassword['by']) =>
  request('POST', `/api/projects/${project}/people/${person}/password`, PersonPasswordMade, { body: { by } });
