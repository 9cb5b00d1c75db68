export default function LabellingPage({ project, user }: { project: number; user: number }) {
  return <p>{`Labelling ${project} ${user}`}</p>;
}
