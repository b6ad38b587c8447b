"""The archive for programs: JSON twins, linked data, downloads, cards, feed and sitemap."""
