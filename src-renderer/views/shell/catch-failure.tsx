import { Component, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';

/** A view that fails takes nothing with it: the rest of the window goes on, and it can be tried again. */
export class CatchFailure extends Component<{ children: ReactNode }, { failure: Error | undefined }> {
  override state: { failure: Error | undefined } = { failure: undefined };

  static getDerivedStateFromError(failure: unknown): { failure: Error } {
    return { failure: failure instanceof Error ? failure : new Error(String(failure)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div className="p-4">
        <ErrorNotice
          code="internal"
          message="This part of the window failed. Try it again; if it fails again, reload the window – servers and calls go on meanwhile."
          evidence={[`${failure.name}: ${failure.message}`]}
          actions={<Button onClick={() => this.setState({ failure: undefined })}>Try again</Button>}
        />
      </div>
    );
  }
}
