import { Loader, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { ErrorBoundary } from '@/app/error-boundary';
import { Pages } from '@/app/pages';
import { createQueryClient } from '@/shared/api/query-client';
import { cssVariables, theme } from '@/shared/ui/theme';

const queryClient = createQueryClient();

/** The policy allows no inline styles but those with this request's nonce. */
const styleNonce = () => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

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
          <Suspense fallback={<Loader m="xl" size="sm" aria-label="Loading" />}>
            <Pages />
          </Suspense>
        </ErrorBoundary>
      </QueryClientProvider>
    </MantineProvider>
  );
}
