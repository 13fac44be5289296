/** Receptions per person, as they were and as they would have been. */
import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { brand } from '../shell/theme.ts';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, AriaComponent, SVGRenderer]);

interface Person {
  readonly person: { readonly name: string };
  readonly before: { readonly receptions: number };
  readonly after: { readonly receptions: number };
}

export function FiguresChart({ people }: { people: readonly Person[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!box.current) return;
    const chart = init(box.current, null, { renderer: 'svg' });
    const bar = (name: string, color: string, data: number[]) => ({ name, type: 'bar', barMaxWidth: 22, color, data });
    chart.setOption({
      aria: { enabled: true },
      animation: false,
      grid: { left: 40, right: 16, top: 36, bottom: 28 },
      legend: { top: 0 },
      tooltip: { trigger: 'axis', renderMode: 'richText' },
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
    });
    const resize = new ResizeObserver(() => chart.resize());
    resize.observe(box.current);
    return () => {
      resize.disconnect();
      chart.dispose();
    };
  }, [people, t]);
  return <div ref={box} style={{ height: 260 }} role="img" aria-label={t('simulation.chart')} />;
}
