import { Play, Plus, Square, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Button, type ButtonKind } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Checkbox, Field, SearchInput, TextArea, TextInput } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Part } from './part.tsx';

const kinds: ButtonKind[] = ['plain', 'primary', 'danger', 'quiet'];
const nothing = (): void => undefined;

export function ControlParts(): ReactNode {
  return (
    <>
      <Part name="Button">
        {kinds.map((kind) => (
          <Button key={kind} kind={kind} icon={<Play size={13} />}>
            {kind}
          </Button>
        ))}
        {kinds.map((kind) => (
          <Button key={kind} kind={kind} disabled>
            {kind}, disabled
          </Button>
        ))}
      </Part>
      <Part name="Icon button">
        <IconButton label="Add" keys="mod+shift+a" icon={<Plus size={14} />} />
        <IconButton label="Pressed" aria-pressed icon={<Square size={13} />} />
        <IconButton label="Disabled" disabled icon={<Trash2 size={14} />} />
        <CopyButton text="copied from the gallery" />
      </Part>
      <Part name="Field">
        <Fields />
      </Part>
      <Part name="Tabs">
        <TabParts compact={false} />
        <TabParts compact />
      </Part>
      <Part name="Menu, dialog">
        <Menu
          trigger={<Button>Open the menu</Button>}
          items={[
            { label: 'First', icon: <Plus size={13} />, run: nothing },
            { label: 'Disabled', disabled: true, run: nothing },
            'separator',
            { label: 'Remove', danger: true, icon: <Trash2 size={13} />, run: nothing },
          ]}
        />
        <DialogPart />
      </Part>
      <Part name="Split pane">
        <SplitPart direction="row" />
        <SplitPart direction="column" />
      </Part>
    </>
  );
}

function Fields(): ReactNode {
  const [text, setText] = useState('npx');
  const change = (event: { target: { value: string } }): void => setText(event.target.value);
  return (
    <div className="grid w-full grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-3">
      <Field label="With a note" note="optional" hint="A hint says what is meant.">
        {(tie) => <TextInput {...tie} value={text} onChange={change} />}
      </Field>
      <Field label="With an error" error="A whole number from 1 to 1,000.">
        {(tie) => <TextInput {...tie} mono value={text} onChange={change} />}
      </Field>
      <Field label="Disabled">{(tie) => <TextInput {...tie} disabled value="cannot be changed" />}</Field>
      <Field label="Select">
        {(tie) => (
          <Select
            {...tie}
            choices={[
              { value: 'a', label: 'First choice' },
              { value: 'b', label: 'Second choice' },
            ]}
          />
        )}
      </Field>
      <Field label="Several lines">
        {(tie) => <TextArea {...tie} mono placeholder="one per line" value={text} onChange={change} />}
      </Field>
      <div className="flex flex-col gap-2">
        <SearchInput label="Filter something" />
        <Checkbox label="Not chosen" />
        <Checkbox label="Chosen" defaultChecked />
        <Checkbox label="Disabled" disabled />
      </div>
    </div>
  );
}

function TabParts({ compact }: { compact: boolean }): ReactNode {
  const [value, setValue] = useState('one');
  return (
    <Tabs
      label={compact ? 'Thin tabs' : 'Tabs'}
      compact={compact}
      className="w-72 border border-line"
      tabs={[
        { value: 'one', label: 'One', count: 3 },
        { value: 'two', label: 'Two' },
        { value: 'three', label: 'Three', count: 12_000 },
      ]}
      value={value}
      onChange={setValue}
    >
      <p className="p-2 text-dim">The panel of {value}.</p>
    </Tabs>
  );
}

function DialogPart(): ReactNode {
  const [open, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open the dialog</Button>
      <Dialog
        title="A dialog"
        open={open}
        onClose={close}
        footer={
          <>
            <Button className="ml-auto" onClick={close}>
              Cancel
            </Button>
            <Button kind="primary" onClick={close}>
              Go on
            </Button>
          </>
        }
      >
        <p className="p-4">Its content scrolls; title and footer stay in sight.</p>
      </Dialog>
    </>
  );
}

function SplitPart({ direction }: { direction: 'row' | 'column' }): ReactNode {
  const [size, setSize] = useState(direction === 'row' ? 120 : 40);
  return (
    <div className="flex h-24 w-72 border border-line">
      <SplitPane
        label={direction === 'row' ? 'Width of the example' : 'Height of the example'}
        direction={direction}
        sized="first"
        size={size}
        onSize={setSize}
        min={24}
        minRest={24}
        first={<p className="p-1 text-dim">first</p>}
        second={<p className="p-1 text-dim">second</p>}
      />
    </div>
  );
}
