#!/usr/bin/env python3
"""Grades a file of requests, or a folder of them, with Apache Spark: docs/scale.md.

    pip install pyspark
    python3 examples/spark_grade.py requests.jsonl results --viva target/release/viva --partitions 8

`results` becomes a folder with a file for each partition: one after the other they are, byte for byte, what
`viva grade --jsonl requests.jsonl` prints. On a cluster, submit it with `spark-submit` and put the program at the same path on
every machine, or send it along: `--files viva`, `--viva ./viva`.
"""

import argparse
import shlex

from pyspark.sql import SparkSession


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("requests", help="JSON lines: a file, a folder or whatever else Spark reads text from")
    options.add_argument("results", help="a folder that is not there yet")
    options.add_argument("--viva", default="viva", help="the program")
    options.add_argument("--partitions", type=int, default=8, help="at least so many")
    options.add_argument("--master", help="such as local[2]; spark-submit knows it by itself")
    options = options.parse_args()

    builder = SparkSession.builder.appName("viva grade")
    if options.master:
        builder = builder.master(options.master)
    spark = builder.getOrCreate()
    # One thread for each partition: Spark itself gives every core one. An exit code of 1 says that some lines could not be
    # graded; those have their errors in their places, so the partition is done. Anything above is a failure.
    filter = f"RAYON_NUM_THREADS=1 {shlex.quote(options.viva)} grade --jsonl || [ $? -eq 1 ]"
    requests = spark.sparkContext.textFile(options.requests, options.partitions)
    results = requests.pipe(f"sh -c {shlex.quote(filter)}", checkCode=True)
    results.saveAsTextFile(options.results)
    print(f"{requests.getNumPartitions()} partitions")
    spark.stop()


if __name__ == "__main__":
    main()
