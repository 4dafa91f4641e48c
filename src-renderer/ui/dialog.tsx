import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { useRef, type ComponentProps, type ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { IconButton } from './icon-button.tsx';

export interface DialogProps {
  /** The exact accessible name. */
  title: string;
  open: boolean;
  onClose: () => void;
  /** Beside the title. */
  aside?: ReactNode;
  /** Always in sight below the content, however long that is. */
  footer?: ReactNode;
  /** Width in pixels; never wider than the window. */
  width?: number | undefined;
  /** The title is only for screen readers. */
  bare?: boolean | undefined;
  onOpenAutoFocus?: ComponentProps<typeof Radix.Content>['onOpenAutoFocus'];
  /** Clicks beside the dialog do not close it. */
  keepOpen?: boolean | undefined;
  children: ReactNode;
}

/**
 * The first field, else the dialog itself. Never the cross in the corner: its tooltip would open and take the first
 * Escape.
 */
function focusField(event: Event): void {
  const dialog = event.currentTarget;
  if (!(dialog instanceof HTMLElement)) return;
  event.preventDefault();
  const field = dialog.querySelector('input:not([disabled]), textarea:not([disabled])');
  (field instanceof HTMLElement ? field : dialog).focus();
}

/** What has the focus when a dialog opens. An entry of a menu goes away with it: then the button of that menu. */
function opener(): Element | null {
  const focused = document.activeElement;
  const menu = focused?.closest('[role="menu"]');
  return menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : focused;
}

/** A modal dialog whose content scrolls while its title and footer stay in sight. */
export function Dialog(props: DialogProps): ReactNode {
  const {
    title,
    open,
    onClose,
    aside,
    footer,
    width = 560,
    bare = false,
    keepOpen = false,
    children,
  } = props;
  const before = useRef<Element | null>(null);
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            before.current = opener();
            (props.onOpenAutoFocus ?? focusField)(event);
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // Another dialog, or a person, was faster.
            if (document.activeElement !== document.body) return;
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
          onInteractOutside={(event) => keepOpen && event.preventDefault()}
          style={{ width: `min(${String(width)}px, calc(100vw - 24px))` }}
          className={classNames(
            'fixed left-1/2 z-40 flex max-h-[calc(100dvh-48px)] -translate-x-1/2 flex-col overflow-hidden',
            'rounded-[9px] border border-line-strong bg-raised text-fg shadow-float focus:outline-none',
            bare ? 'top-[12vh] max-h-[76dvh]' : 'top-1/2 -translate-y-1/2',
          )}
        >
          {bare ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <header className="flex shrink-0 items-center gap-2 border-b border-line px-4 py-2.5">
              <Radix.Title className="shrink-0 text-sm font-semibold">{title}</Radix.Title>
              <div className="flex min-w-0 flex-1 items-center gap-2">{aside}</div>
              <IconButton label="Close" icon={<X size={15} />} onClick={onClose} />
            </header>
          )}
          <div className={classNames('min-h-0 flex-1', !bare && 'scroll-y')}>{children}</div>
          {footer !== undefined && (
            <footer className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-3">
              {footer}
            </footer>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
