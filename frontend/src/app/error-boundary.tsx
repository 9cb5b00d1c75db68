import { Component, type ReactNode } from 'react';
import { ErrorBlock } from '@/shared/ui/state-block';

interface State {
  error: unknown;
}

/** The last net: an error while drawing, or a first request that failed. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return (
      <main>
        <h1 className="visually-hidden">Labelling</h1>
        <ErrorBlock
          title="This page could not be shown"
          error={this.state.error}
          onRetry={() => window.location.reload()}
        />
      </main>
    );
  }
}
