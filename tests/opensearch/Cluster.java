import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/** A cluster of OpenSearch in one JVM: NODES FIRST_PORT FOLDER. Named like its folder, it ends when its input does. */
public final class Cluster {
    /** A node with the plugins that speak HTTP and cut text; what takes plugins is protected in Node. */
    static final class Member extends Node {
        Member(Settings settings) {
            super(InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "localhost"),
                    List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), true);
        }
    }

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]), port = Integer.parseInt(args[1]);
        Path folder = Files.createDirectories(Path.of(args[2]));
        List<String> names = IntStream.range(0, count).mapToObj(n -> "node" + n).collect(Collectors.toList());
        List<String> seeds = IntStream.range(0, count).mapToObj(n -> "127.0.0.1:" + (port + 100 + n)).collect(Collectors.toList());
        List<Node> nodes = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            nodes.add(new Member(Settings.builder()
                    .put("cluster.name", folder.getFileName().toString()).put("node.name", names.get(n))
                    .put("path.home", folder.resolve(names.get(n)).toString())
                    .put("network.host", "127.0.0.1").put("transport.type", "netty4").put("http.type", "netty4")
                    .put("http.port", port + n).put("transport.port", port + 100 + n)
                    .putList("discovery.seed_hosts", seeds).putList("cluster.initial_cluster_manager_nodes", names)
                    .put("cluster.routing.allocation.disk.threshold_enabled", false)
                    .put("index.store.type", "niofs").put("node.store.allow_mmap", false)
                    .put("node.processors", 1).build()));
        }
        // The first nodes wait for the others to elect one of them.
        List<Thread> starts = nodes.stream().map(node -> new Thread(() -> start(node))).collect(Collectors.toList());
        starts.forEach(Thread::start);
        for (Thread start : starts) start.join();
        System.out.println("ready");
        while (System.in.read() >= 0) { }
        for (Node node : nodes) node.close();
        System.exit(0);
    }

    private static void start(Node node) {
        try {
            node.start();
        } catch (Exception error) {
            error.printStackTrace();
            System.exit(1);
        }
    }
}
