import { useState, type ComponentProps } from 'react';

/**
 * A button that is disabled while it has the focus (Save, while it saves) would lose it, and a person at the keyboard
 * would be thrown back to the start of the page. Until the focus leaves it by itself it only says that it is disabled.
 */
export function useSoftDisabled({
  disabled,
  onFocus,
  onBlur,
  onClick,
  ...rest
}: ComponentProps<'button'>): ComponentProps<'button'> {
  const [focused, setFocused] = useState(false);
  const soft = disabled === true && focused;
  return {
    ...rest,
    ...(soft ? { 'aria-disabled': true } : { disabled }),
    onFocus: (event) => {
      setFocused(true);
      onFocus?.(event);
    },
    onBlur: (event) => {
      setFocused(false);
      onBlur?.(event);
    },
    // A form is not sent either.
    onClick: soft ? (event) => event.preventDefault() : onClick,
  };
}
