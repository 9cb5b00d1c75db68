import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** A password that somebody chooses now; the server checks it against common ones. */
export function NewPasswordInput(props: PasswordInputProps) {
  return (
    <PasswordInput
      description="At least 8 characters; none that many people use."
      autoComplete="new-password"
      {...props}
    />
  );
}
