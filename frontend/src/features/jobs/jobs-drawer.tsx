import { Drawer } from '@mantine/core';

export default function JobsDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} position="right" title="Jobs">
      No jobs yet.
    </Drawer>
  );
}
