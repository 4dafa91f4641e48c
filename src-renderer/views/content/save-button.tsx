import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHostStatus } from '../../store/app-context.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { saveAs } from './save-as.ts';

/** Saves bytes or a text as a file, where the shell can do that; elsewhere it can be copied. */
export function SaveButton({
  label,
  name,
  content,
  className,
}: {
  label: string;
  /** The name that is proposed for the file. */
  name: string;
  content: () => Promise<string | Uint8Array<ArrayBuffer>> | string | Uint8Array<ArrayBuffer>;
  className?: string | undefined;
}): ReactNode {
  const able = useHostStatus(({ description }) => description?.canDownload === true);
  if (!able) return null;
  return (
    <IconButton
      label={label}
      icon={<Download size={13} />}
      className={className}
      onClick={() => void Promise.resolve(content()).then((made) => saveAs(name, made))}
    />
  );
}
