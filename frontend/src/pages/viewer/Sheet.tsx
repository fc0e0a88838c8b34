import { useRef, useState, type PointerEvent, type ReactNode } from "react";
import { useLanguage } from "../../i18n/language";
import { between, onSheet, placed, type Area, type Turn } from "./geometry";

export interface Mark {
  id: string;
  number: number;
  area: Area;
}

const ALL: Area = { left: 0, top: 0, width: 10_000, height: 10_000 };

interface SheetProps {
  url: string;
  alt: string;
  /** Width and height of the picture, in pixels. */
  size: { width: number; height: number };
  /** 1: as wide as the pane. */
  zoom: number;
  turn: Turn;
  marks: Mark[];
  /** What is to be blacked out of this page; null: all of it. */
  blacked: (Area | null)[];
  /** What somebody is marking now; undefined while nobody marks anything. */
  drawn: Area | null | undefined;
  onDraw: (area: Area) => void;
  onFail: () => void;
}

/** One page with what was noted on it. The picture stays as it is: the marks lie above it. */
export function Sheet({ url, alt, size, zoom, turn, marks, blacked, drawn, onDraw, onFail }: SheetProps): ReactNode {
  const { t } = useLanguage();
  const frame = useRef<HTMLDivElement>(null);
  const [start, setStart] = useState<{ x: number; y: number }>();
  const lies = turn === 90 || turn === 270;
  const ratio = size.width / size.height;
  const at = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return { x: 0, y: 0 };
    return onSheet({ x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }, turn);
  };
  const begin = (event: PointerEvent): void => {
    if (drawn === undefined) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart(at(event));
  };
  return (
    <div
      ref={frame}
      className={drawn === undefined ? "sheet" : "sheet marking"}
      style={{ inlineSize: `${zoom * 100}%`, aspectRatio: lies ? 1 / ratio : ratio }}
      onPointerDown={begin}
      onPointerMove={(event) => start && onDraw(between(start, at(event)))}
      onPointerUp={() => setStart(undefined)}
      onPointerCancel={() => setStart(undefined)}
    >
      <div
        className="paper"
        style={{
          width: lies ? `${ratio * 100}%` : "100%",
          aspectRatio: ratio,
          transform: `translate(-50%, -50%) rotate(${turn}deg)`,
        }}
      >
        <img src={url} alt={alt} width={size.width} height={size.height} draggable={false} onError={onFail} />
        {marks.map(({ id, number, area }) => (
          <a key={id} href={`#${id}`} className="mark" style={placed(area)} aria-label={t("viewer.mark", { number })}>
            <span aria-hidden="true">{number}</span>
          </a>
        ))}
        {blacked.map((area, at) => (
          <span key={at} className="blacked" style={placed(area ?? ALL)} aria-hidden="true" />
        ))}
        {drawn ? <span className="mark new" style={placed(drawn)} aria-hidden="true" /> : null}
      </div>
    </div>
  );
}
