/** A state in one word, with the colour of what it means. */
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import { stateColors, type StateTone } from '../theme.ts';

export const StateTag = ({ tone = 'neutral', children }: { tone?: StateTone; children: ReactNode }) => (
  <Tag color={stateColors[tone]} variant="filled" style={{ marginInlineEnd: 0 }}>
    {children}
  </Tag>
);
