import { Button } from '@mantine/core';
import { Download } from 'lucide-react';
import type { ChartTable } from '@/shared/charts/chart-frame';
import { toCsv } from '@/shared/charts/csv';
import { downloadText, fileName } from '@/shared/charts/download';

interface DownloadButtonProps {
  /** What is in it, for those who hear the button: “the work of people”. */
  what: string;
  /** Of which its name is made. */
  file: string[];
  table: () => ChartTable;
  isOld: boolean;
}

/** The rows that are shown, as a CSV file. */
export function DownloadButton({ what, file, table, isOld }: DownloadButtonProps) {
  const save = () => {
    const { columns, rows } = table();
    downloadText(fileName('csv', ...file), toCsv(columns, rows), 'text/csv');
  };
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      aria-label={`Download CSV of ${what}`}
      leftSection={<Download size={14} aria-hidden />}
      disabled={isOld}
      onClick={save}
    >
      Download CSV
    </Button>
  );
}
