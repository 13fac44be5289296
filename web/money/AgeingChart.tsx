/** What each consultant still has to collect, by age. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { money } from '#contract/money.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { formatWan } from '../shell/format.ts';
import { Chart } from '../shell/parts/Chart.tsx';
import { bucketKeys } from './ledger-words.ts';

type Person = ResponseOf<typeof money.ageing>['people'][number];
const colours = ['#8fb8ad', '#d0a24a', '#d98a3d', '#c9573f', '#8f2d2d'];

export function AgeingChart({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const option = useMemo(
    () => ({
      grid: { left: 64, right: 24, top: 34, bottom: 28 },
      xAxis: { type: 'category', data: people.map(({ staff }) => staff.name) },
      yAxis: { type: 'value', axisLabel: { formatter: (yuan: number) => formatWan(yuan * 100) } },
      series: bucketKeys.map((key, index) => ({
        name: t(`money.bucket.${key}`),
        type: 'bar',
        stack: 'age',
        barMaxWidth: 34,
        itemStyle: { color: colours[index] },
        data: people.map((one) => (one.buckets[key] ?? 0) / 100),
      })),
    }),
    [people, t],
  );
  return <Chart option={option} height={230} label={t('money.ageing.chart')} />;
}
