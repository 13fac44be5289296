/** A fault of one page stays on that page. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { PageFault } from './states.tsx';

export class ErrorBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    // After a new release the old files are gone: only loading the page again helps.
    const outdated = String(this.state.error).includes('dynamically imported module');
    return <PageFault onRetry={() => (outdated ? location.reload() : this.setState({ error: null }))} />;
  }
}
