import { Button, Modal } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { csrfToken } from '@/shared/api/client';
import { useOther } from '@/shared/api/person';
import { checkPerson, sessionOptions } from '@/shared/api/session';
import { StateBlock } from '@/shared/ui/state-block';

const TITLE = 'Somebody else is signed in now';
const LOOK_EVERY_MS = 15_000;
/** Above every dialog of the page. */
const ABOVE_ALL = 1_000;

/**
 * Covers a page of somebody who is signed in no more. The page stays as it is beneath, with all that was typed, for when
 * its person is back.
 */
export function OtherPerson() {
  const { user } = useSuspenseQuery(sessionOptions()).data;
  const other = useOther();
  useWatch(other !== null);
  const owner = user?.display_name ?? 'another person';
  return (
    <Modal.Root
      opened={other !== null}
      onClose={() => undefined}
      fullScreen
      closeOnEscape={false}
      zIndex={ABOVE_ALL}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Content aria-label={TITLE} radius={0}>
        <StateBlock
          title={TITLE}
          action={
            <Button component="a" href="/">
              {other?.name ? `Go on as ${other.name}` : 'All projects'}
            </Button>
          }
        >
          This page was opened by {owner}, so it stops here, and nothing is done in the name of{' '}
          {other?.name ?? 'somebody else'}. Once {owner} signs in here again, it goes on as it was.
        </StateBlock>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Each sign-in in this browser draws a new token: who comes back to the tab is asked for before they do anything. */
function useWatch(isOther: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    let token = csrfToken();
    const look = async () => {
      token = csrfToken();
      const isAnybody = await checkPerson().catch(() => true);
      if (!isAnybody) await client.invalidateQueries(sessionOptions());
    };
    const onReturn = () => {
      if (isOther || csrfToken() !== token) void look();
    };
    if (isOther) void look();
    const timer = isOther ? setInterval(() => void look(), LOOK_EVERY_MS) : undefined;
    const stopper = new AbortController();
    for (const name of ['focus', 'visibilitychange'])
      window.addEventListener(name, onReturn, { signal: stopper.signal });
    return () => {
      clearInterval(timer);
      stopper.abort();
    };
  }, [isOther, client]);
}
