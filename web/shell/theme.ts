/** One calm theme. Colour is kept for state; numbers line up; Chinese text comes first in the font list. */
import type { ThemeConfig } from 'antd';

const chineseFonts =
  "'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC'";
export const fontFamily = `-apple-system, BlinkMacSystemFont, 'Segoe UI', ${chineseFonts}, 'Helvetica Neue', Arial, sans-serif`;

export const brand = '#1f5c4d';
export const ink = '#20261f';
export const paper = '#f5f5f3';

/** What a state means, the same on every page. */
export const stateColors = {
  neutral: 'default',
  active: 'processing',
  good: 'success',
  waiting: 'warning',
  bad: 'error',
} as const;
export type StateTone = keyof typeof stateColors;

export const theme: ThemeConfig = {
  cssVar: { key: 'guike' },
  token: {
    colorPrimary: brand,
    colorInfo: '#2b6cb0',
    colorSuccess: '#2e7d4f',
    colorWarning: '#b7791f',
    colorError: '#b83232',
    colorLink: '#1f6f8b',
    // Derived from so dark a green, these would come out grey.
    colorPrimaryBg: '#e7f2ee',
    colorPrimaryBgHover: '#d6e8e1',
    colorSuccessBg: '#e4f2e8',
    colorSuccessBorder: '#b5dac1',
    colorTextBase: ink,
    colorBgLayout: paper,
    fontFamily,
    fontSize: 14,
    borderRadius: 6,
    wireframe: false,
  },
  components: {
    Layout: { siderBg: '#ffffff', headerBg: '#ffffff', headerHeight: 48, headerPadding: '0 16px' },
    Menu: {
      itemSelectedBg: '#e7f2ee',
      itemSelectedColor: brand,
      itemHeight: 38,
      itemBorderRadius: 6,
      activeBarBorderWidth: 0,
    },
    Table: { cellPaddingBlockMD: 9, cellPaddingInlineMD: 10, headerBg: '#fafaf8' },
    Card: { bodyPadding: 16, headerHeight: 44 },
  },
};

export const PHONE_MAX_WIDTH = 767;
