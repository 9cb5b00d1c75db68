import { Modal, type ModalProps } from '@mantine/core';

/** A dialog over a page: there at once, and its close button has a name. */
export function Dialog(props: ModalProps) {
  return <Modal transitionProps={{ duration: 0 }} closeButtonProps={{ 'aria-label': 'Close' }} {...props} />;
}
