import { TextInput, type TextInputProps } from '@mantine/core';
import { useId } from 'react';
import classes from './login-name-field.module.css';

/** A login name, with those of this machine as the browser's own suggestions. */
export function LoginNameField({
  loginNames,
  ...input
}: Omit<TextInputProps, 'list' | 'label'> & { loginNames: readonly string[] }) {
  const list = useId();
  return (
    <>
      <TextInput
        label="Login name"
        list={list}
        classNames={{ input: classes.input ?? '' }}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        {...input}
      />
      <datalist id={list}>
        {loginNames.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
