// Everything of Mantine's, for the pages where a few kilobytes do not matter.
import '@mantine/core/styles.layer.css';
