import { Loader, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { setNonce } from 'get-nonce';
import { Suspense } from 'react';
import { ErrorBoundary } from '@/app/error-boundary';
import { Pages } from '@/app/pages';
import { createQueryClient } from '@/shared/api/query-client';
import { GuardedRouter } from '@/shared/ui/guarded-router';
import { cssVariables, theme } from '@/shared/ui/theme';

const queryClient = createQueryClient();

/** The policy allows no inline styles but those with this request's nonce. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Dialogs lock the page's scrolling by a style element of their own.
setNonce(styleNonce());

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queryClient}>
        <ErrorBoundary>
          <GuardedRouter>
            <Suspense fallback={<Loader m="xl" size="sm" aria-label="Loading" />}>
              <Pages />
            </Suspense>
          </GuardedRouter>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}
