import { Text } from '@mantine/core';
import { figureWords, type Unit } from '@/features/quality/figures';
import type { QualityFigure } from '@/shared/api/schema.gen';

interface FigureCellProps {
  figure: QualityFigure;
  unit: Unit;
}

/** The interval first, its middle below it; or how much is missing. */
export function FigureCell({ figure, unit }: FigureCellProps) {
  const { main, more } = figureWords(figure, unit);
  const isKnown = figure.value !== null;
  return (
    <>
      {isKnown ? (
        main
      ) : (
        <Text span size="sm" c="dimmed">
          {main}
        </Text>
      )}
      <Text size="xs" c="dimmed">
        {more}
      </Text>
    </>
  );
}
