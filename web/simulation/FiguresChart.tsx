/** Receptions per person, as they were and as they would have been. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Chart } from '../shell/parts/Chart.tsx';
import { brand } from '../shell/theme.ts';

interface Person {
  readonly person: { readonly name: string };
  readonly before: { readonly receptions: number };
  readonly after: { readonly receptions: number };
}

export function FiguresChart({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const option = useMemo(() => {
    const bar = (name: string, color: string, data: number[]) => ({ name, type: 'bar', barMaxWidth: 22, color, data });
    return {
      grid: { left: 40, right: 16, top: 36, bottom: 28 },
      xAxis: { type: 'category', data: people.map((one) => one.person.name) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        bar(
          t('simulation.before'),
          '#d9d9d3',
          people.map((one) => one.before.receptions),
        ),
        bar(
          t('simulation.after'),
          brand,
          people.map((one) => one.after.receptions),
        ),
      ],
    };
  }, [people, t]);
  return <Chart option={option} height={260} label={t('simulation.chart')} />;
}
