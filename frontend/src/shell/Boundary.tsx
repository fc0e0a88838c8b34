import { Component, type ReactNode } from "react";

interface BoundaryProps {
  /** The address; another one gets another try. */
  at: string;
  /** What is shown when a page breaks, or cannot be fetched because a newer release took its place. */
  fallback: ReactNode;
  children: ReactNode;
}

/** Keeps one broken page from taking the whole application with it. */
export class Boundary extends Component<BoundaryProps, { brokenAt: string | undefined }> {
  override state: { brokenAt: string | undefined } = { brokenAt: undefined };

  static getDerivedStateFromError(): { brokenAt: string } {
    return { brokenAt: "" };
  }

  static getDerivedStateFromProps(
    { at }: BoundaryProps,
    state: { brokenAt: string | undefined },
  ): { brokenAt: string | undefined } {
    if (state.brokenAt === "") return { brokenAt: at };
    return { brokenAt: state.brokenAt === at ? at : undefined };
  }

  override render(): ReactNode {
    return this.state.brokenAt === undefined ? this.props.children : this.props.fallback;
  }
}
