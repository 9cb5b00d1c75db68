import { useQuery, useQueryClient, skipToken } from '@tanstack/react-query';

/** A password or link that the manager passes on. It is shown until it is dismissed, also after other pages. */
export interface HandedOver {
  username: string;
  /** A password, or the whole address of a link. */
  secret: string;
  kind: 'password' | 'link';
}

const key = (project: number) => ['handed over', project];

/** What was drawn in this tab and is not dismissed; it lives in memory only, and signing out forgets it. */
export function useHandedOver(project: number) {
  const client = useQueryClient();
  const { data } = useQuery<HandedOver[]>({
    queryKey: key(project),
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
  });
  const change = (to: (all: HandedOver[]) => HandedOver[]) =>
    client.setQueryData<HandedOver[]>(key(project), (all) => to(all ?? []));
  return {
    all: data ?? [],
    show: (one: HandedOver) => change((all) => [...all, one]),
    dismiss: (one: HandedOver) => change((all) => all.filter((other) => other !== one)),
  };
}
