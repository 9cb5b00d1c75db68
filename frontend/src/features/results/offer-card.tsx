import { Button, Checkbox, Group, Select, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useId, useState } from 'react';
import classes from '@/features/results/results.module.css';
import { exportProject } from '@/shared/api/projects';
import type { ExportFormat, ItemFilter, ResultOffer } from '@/shared/api/schema.gen';
import { formatCount, formatPlural } from '@/shared/lib/format';
import boxes from '@/shared/ui/boxes.module.css';
import { Problem } from '@/shared/ui/problem';

interface OfferCardProps {
  offer: ResultOffer;
  project: number;
  items: ItemFilter;
  /** Which items are meant cannot be read. */
  isUnclear: boolean;
  /** Whether there is a model that could label the rest. */
  hasModel: boolean;
}

/** One thing that can be taken home: what is in it, how much, in which format; its file is made by a job. */
export function OfferCard({ offer, project, items, isUnclear, hasModel }: OfferCardProps) {
  const id = useId();
  const client = useQueryClient();
  const [format, setFormat] = useState<ExportFormat>(offer.formats[0]?.name ?? 'csv');
  const [withReplaced, setWithReplaced] = useState(false);
  const [withModel, setWithModel] = useState(false);
  const make = useMutation({
    mutationFn: () =>
      exportProject(project, {
        what: offer.what,
        format,
        with_replaced: withReplaced,
        with_model: withModel && hasModel,
        items,
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const isChosen = Object.keys(items).length > 0 && offer.by_item;
  return (
    <article className={boxes.panel} aria-labelledby={id}>
      <Group justify="space-between" gap={8} wrap="nowrap" align="baseline">
        <Title order={2} size="h4" id={id}>
          {offer.title}
        </Title>
        {offer.rows === null || offer.missing ? null : (
          <Text size="sm" c="dimmed" className={classes.rows}>
            {isChosen ? `of ${formatCount(offer.rows)}` : formatPlural(offer.rows, 'row')}
          </Text>
        )}
      </Group>
      <Text size="sm" mt={4}>
        {offer.about}
      </Text>
      {offer.missing ? (
        <Text size="sm" c="dimmed" mt={8}>
          {offer.missing}
        </Text>
      ) : (
        <Group gap="md" mt={12} align="flex-end">
          {offer.formats.length > 1 ? (
            <Select
              label="Format"
              data={offer.formats.map(({ name, title }) => ({ value: name, label: title }))}
              value={format}
              onChange={(value) => {
                const chosen = offer.formats.find(({ name }) => name === value);
                if (chosen) setFormat(chosen.name);
              }}
              allowDeselect={false}
              className={classes.format}
            />
          ) : null}
          {offer.what === 'answers' ? (
            <Checkbox
              label="With answers that were corrected later"
              checked={withReplaced}
              onChange={(event) => setWithReplaced(event.currentTarget.checked)}
              className={classes.check}
            />
          ) : null}
          {offer.what === 'items' && hasModel ? (
            <Checkbox
              label="The rest as the model labels it"
              checked={withModel}
              onChange={(event) => setWithModel(event.currentTarget.checked)}
              className={classes.check}
            />
          ) : null}
          <Button
            variant="default"
            loading={make.isPending}
            disabled={isUnclear}
            leftSection={<FileDown size={16} aria-hidden />}
            aria-describedby={id}
            onClick={() => make.mutate()}
          >
            {isChosen ? 'Make a file of these items' : 'Make a file'}
          </Button>
        </Group>
      )}
      <Problem error={make.error} mt={8} />
    </article>
  );
}
