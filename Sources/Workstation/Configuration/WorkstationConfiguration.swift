package import Core
internal import Foundation

/// Everything that can be configured, resolved: built-in values, then the file, then the environment, then flags.
package struct WorkstationConfiguration: Sendable, Hashable {
    /// Limits and layout of training runs.
    package struct Training: Sendable, Hashable {
        /// Compute threads of the training process; 0 is one a core.
        package var threads = 0
        /// Wall time in seconds that a planned run may take unless the user chooses its steps.
        package var timeBudgetSeconds = 3600.0
    }

    /// Limits on reading files.
    package struct Extraction: Sendable, Hashable {
        /// Worker processes at once.
        package var processes = 2
        /// Wall time in seconds that one file may take.
        package var secondsPerFile = 60.0
        /// Address space in bytes of one worker process.
        package var memoryBytes = 2 << 30
        /// Bytes of the largest file that is read.
        package var maximumFileBytes = 512 << 20
        /// Bytes of the largest upload.
        package var maximumUploadBytes = 2 << 30
    }

    /// Folder of the data.
    package var home: String
    /// Port on the loopback address; 0 takes any free one.
    package var port = 7470
    /// Folder of the web UI's files.
    package var webRoot: String
    /// The program that is started again as a worker: this one.
    package var workerExecutable: String
    /// Compute threads of chat; 0 is one a core.
    package var threads = 0
    /// How exactly products are computed, in chat and in new runs.
    package var numerics = Numerics.fast
    /// The most bytes of keys and values of all conversations together; 0 is a quarter of the machine's memory.
    package var cacheBytes = 0
    /// Limits and layout of training runs.
    package var training = Training()
    /// Limits on reading files.
    package var extraction = Extraction()

    /// Makes a configuration with built-in values.
    package init(home: String, webRoot: String, workerExecutable: String) {
        self.home = home
        self.webRoot = webRoot
        self.workerExecutable = workerExecutable
    }

    /// ``cacheBytes`` with the built-in value in place of 0.
    package var cacheCeiling: Int {
        cacheBytes > 0 ? cacheBytes : Int(clamping: ProcessInfo.processInfo.physicalMemory / 4)
    }
}
